/** Astro's own checker knows what a component takes; to plain TypeScript it is a component. */
declare module "*.astro" {
  const component: (props: Readonly<Record<string, unknown>>) => unknown;
  export default component;
}
