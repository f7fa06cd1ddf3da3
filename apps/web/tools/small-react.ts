import type { Plugin } from 'vite';

/** What Preact offers in React's place, under React's names. */
const IN_PLACE_OF: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/compat/jsx-runtime',
  'react/jsx-dev-runtime': 'preact/compat/jsx-dev-runtime',
};

/**
 * A speaker's page is built on Preact: what React alone weighs is most of what a bad line may carry before the page
 * can be used. The source is the same as everywhere else, and React's own types check it.
 *
 * @param environment the one that is built so; the others keep React
 */
export const smallReact = (environment: string): Plugin => ({
  name: 'small-react',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === environment,
  resolveId: {
    filter: { id: /^react(-dom)?(\/|$)/ },
    handler(id, importer) {
      const instead = IN_PLACE_OF[id];
      if (instead === undefined)
        throw new Error(`${id}, which ${importer} asks for, has no small counterpart`);
      return this.resolve(instead, importer, { skipSelf: true });
    },
  },
});
