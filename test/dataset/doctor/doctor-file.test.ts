import { expect, test, vi } from "vitest";
import { doctorFile } from "../../../src/dataset/doctor/doctor-file.ts";
import { fixture, fixturePath } from "../fixture.ts";

test("a file that is refused is an error in the words of the loader, with row and column", async () => {
  const { dataset, findings } = await doctorFile(fixturePath("nan-rewards.hdf5"));
  expect(dataset).toBeUndefined();
  expect(findings).toMatchObject([
    { code: "refused", severity: "error", message: "rewards[3] must be finite; got NaN" },
  ]);
  const infinite = await doctorFile(fixture("inf-observations.hdf5"));
  expect(infinite.findings[0]!.message).toBe("observations[42, 1] must be finite; got Infinity");
});

test("warnings of the loader become findings and are not printed", async () => {
  const warn = vi.spyOn(console, "warn");
  const { findings } = await doctorFile(fixturePath("missing-timeouts.hdf5"));
  expect(warn).not.toHaveBeenCalled();
  expect(findings.filter(({ severity }) => severity === "warning").map(({ code }) => code)).toEqual([
    "missing-truncated",
    "open-last-episode",
    "successor-mismatch",
  ]);
});

test("options of the loader and of the doctor reach both", async () => {
  const bounds = { low: [-2], high: [2] };
  const { dataset, findings } = await doctorFile(fixturePath("actions-out-of-bounds.hdf5"), {
    actionBounds: bounds,
    doctor: { discount: 0.9 },
  });
  expect(dataset!.valueBounds!.discount).toBe(0.9);
  expect(findings[0]).toMatchObject({ code: "actions-out-of-bounds", severity: "error" });
});

test("an option that the doctor does not know is refused, not reported as a damaged log", async () => {
  const options = { discount: 0.9, seed: 1 };
  await expect(doctorFile(fixturePath("control-ok.hdf5"), { doctor: options })).rejects.toThrow(
    'unknown option "seed"',
  );
});
