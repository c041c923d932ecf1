import { trainAndPrint } from "./train.js";

trainAndPrint().then(
  (result) => {
    document.body.dataset.result = JSON.stringify(result);
  },
  (error) => {
    document.body.dataset.error = String(error?.stack ?? error);
  },
);
