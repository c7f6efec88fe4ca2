// @ts-check
// Serves dist as a course's host would: brotli where accepted, 404.html, and every origin allowed, since a module
// script in a sandboxed frame comes from the origin "null". PORT (0 takes a free one), HOST and BASE_PATH are honoured.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import sirv from "sirv";

const dist = join(import.meta.dirname, "..", "dist");
const port = Number(process.env.PORT || 4321);
const base = `/${(process.env.BASE_PATH ?? "").replace(/^\/+|\/+$/g, "")}`.replace(/\/$/, "");

if (!existsSync(join(dist, "index.html"))) fail("There is no built site in dist: `npm run build` makes it.");

const files = sirv(dist, {
  brotli: true,
  etag: true,
  maxAge: 0,
  setHeaders: (response, path) => {
    // Astro puts a hash of the content into these names: they never change.
    if (path.startsWith("/_astro/")) response.setHeader("Cache-Control", "public,max-age=31536000,immutable");
  },
});

/** @type {import("node:http").RequestListener} */
const answer = (request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("X-Content-Type-Options", "nosniff");
  const [path = "/", query] = (request.url ?? "/").split("?", 2);
  if (base && (path === "/" || path === base)) return redirect(response, `${base}/`);
  if (!path.startsWith(`${base}/`)) return notFound(response);

  const inside = path.slice(base.length);
  // Without its closing slash a page would resolve relative links one folder too high.
  if (!inside.endsWith("/") && isPage(inside)) return redirect(response, `${path}/${query ? `?${query}` : ""}`);
  request.url = inside;
  files(request, response, () => notFound(response));
};

/**
 * @param {number} wanted
 * @param {string} host
 * @returns {Promise<number>} the port taken
 */
const listen = (wanted, host) =>
  new Promise((resolve, reject) => {
    const server = createServer(answer).once("error", reject);
    server.listen(wanted, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : wanted);
    });
  });

// This machine alone, unless HOST says otherwise: "localhost" is 127.0.0.1 to some and ::1 to others.
const [host, other] = process.env.HOST ? [process.env.HOST] : ["127.0.0.1", "::1"];
try {
  const open = await listen(port, host);
  if (other) await listen(open, other).catch(refuseIfTaken);
  console.log(`Fleet Labs is served at http://localhost:${open}${base}/ (Ctrl+C stops it)`);
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  fail(taken ? `Port ${port} is taken. Choose another: PORT=4400 npm start` : String(error));
}

/** Many machines have no ::1, and need none; a server of somebody else on it would answer in our place. @param {any} error */
function refuseIfTaken(error) {
  if (error.code === "EADDRINUSE") throw error;
}

/** @param {string} path */
function isPage(path) {
  return !path.includes("..") && existsSync(join(dist, path, "index.html"));
}

/** @param {import("node:http").ServerResponse} response @param {string} location */
function redirect(response, location) {
  response.writeHead(301, { Location: location }).end();
}

/** @param {import("node:http").ServerResponse} response */
function notFound(response) {
  response.writeHead(404, { "Content-Type": "text/html;charset=utf-8" });
  const page = join(dist, "404.html");
  if (existsSync(page)) createReadStream(page).pipe(response);
  else response.end("<!doctype html><title>Not found</title>Not found");
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
