// Whether answers fit Microsoft's own TypeScript types: each becomes an object literal of its type, which the compiler
// reads with its check for properties that the type does not have.

import { fileURLToPath } from "node:url";
import { join } from "node:path";
import ts from "typescript";

/**
 * What Microsoft Graph v1.0 answers although the types do not have it: a service principal is an open type, and its
 * recorded answers hold the day it was made and which application made it; the documented answer to a new role
 * assignment names the organization.
 */
const beyondTypes = {
  ServicePrincipal: ["createdDateTime", "createdByAppId"],
  UnifiedRoleAssignment: ["principalOrganizationId"],
};

const folder = fileURLToPath(new URL("..", import.meta.url));

/** What the compiler says about `[{ type, value }]`; nothing where every value fits. */
export function misfits(answers) {
  const name = join(folder, "answers.ts");
  const types = [...new Set(answers.map(({ type }) => type))];
  const literals = answers.map(({ type, value }, at) => {
    return `export const answer${at}: ${type} = ${JSON.stringify(comparable(type, value), null, 1)};`;
  });
  const text = `import type { ${types.join(", ")} } from "@microsoft/microsoft-graph-types";\n${literals.join("\n")}\n`;
  const options = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? text : readFile(file));
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest);
  const program = ts.createProgram([name], options, host);
  const lines = text.split("\n");
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? lines[file.getLineAndCharacterOfPosition(start).line].trim() : "";
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  return [...new Set(found)];
}

function comparable(type, value) {
  const kept = Object.entries(withoutAnnotations(value)).filter(([name]) => !beyondTypes[type]?.includes(name));
  return Object.fromEntries(kept);
}

/** OData's annotations (`@odata.context`, `name@odata.type`) are of the protocol and not of the types. */
function withoutAnnotations(value) {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !name.includes("@odata."));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutAnnotations(inner)]));
}
