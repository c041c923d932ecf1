import { Node, NodeKind } from "assemblyscript";
import { Transform } from "assemblyscript/transform";

/**
 * Inlines every function of this folder into its callers. A SIMD helper that stays a call costs more than its body,
 * and asc's own limits leave most of them as calls. Kernels are still exported, once each.
 */
export default class InlineEverything extends Transform {
  afterParse(parser) {
    for (const source of parser.sources) {
      if (!source.internalPath.startsWith("~lib")) source.statements.forEach(inline);
    }
  }
}

function inline(node) {
  if (node.kind === NodeKind.ClassDeclaration) node.members.forEach(inline);
  if (node.kind !== NodeKind.FunctionDeclaration && node.kind !== NodeKind.MethodDeclaration) return;
  node.decorators = [
    Node.createDecorator(Node.createIdentifierExpression("inline", node.range), null, node.range),
  ];
}
