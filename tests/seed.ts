import fc from "fast-check";

/**
 * Property tests draw the same cases on every machine, so that a red run is red for everyone. To look further afield, give
 * another seed: `FC_SEED=2 npx vitest run tests/fault-tolerance`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
