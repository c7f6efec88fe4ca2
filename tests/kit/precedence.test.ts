import { expect, test } from "vitest";
import { Precedence } from "../../src/components/kit/precedence.ts";

/** Work that ends when the test says so. */
function held() {
  let end = (): void => undefined;
  let fail = (): void => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = () => reject(new RangeError("as asked"));
  });
  return { work: () => promise, end: () => end(), fail: () => fail() };
}

/** Whether a promise has settled once all that was due has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let isSettled = false;
  void promise.then(() => {
    isSettled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
}

test("nothing waits where nothing goes first", async () => {
  expect(await settled(new Precedence().over())).toBe(true);
});

test("what rests goes on when the last of what goes first has ended", async () => {
  const precedence = new Precedence();
  const [one, two] = [held(), held()];
  const [first, second] = [precedence.first(one.work), precedence.first(two.work)];
  const rest = precedence.over();
  one.end();
  await first;
  expect(await settled(rest)).toBe(false);
  two.end();
  await second;
  expect(await settled(rest)).toBe(true);
});

test("work that fails lets the rest go on, and fails for who began it", async () => {
  const precedence = new Precedence();
  const one = held();
  const first = precedence.first(one.work);
  const rest = precedence.over();
  one.fail();
  await expect(first).rejects.toThrow("as asked");
  expect(await settled(rest)).toBe(true);
});
