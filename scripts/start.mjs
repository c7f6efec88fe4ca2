// @ts-check
// `npm start`: install what is missing, build the whole site, serve it.
import { spawn } from "node:child_process";
import { environment, install, root, run } from "./shell.mjs";

const parent = process.ppid;

install();
if (!run("npm run --silent build")) process.exit(1);

// No shell in between, and signals handed on: whoever stops `npm start` stops the server too.
const server = spawn(process.platform === "win32" ? "node.exe" : "node", ["scripts/serve.mjs"], {
  cwd: root,
  env: environment,
  stdio: "inherit",
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 0));
// The shell that npm puts before us hands no signal on: once it is gone, nobody else stops the server.
setInterval(() => process.ppid === parent || server.kill(), 500).unref();
