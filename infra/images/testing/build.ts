import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inContainer } from './container.ts';
import { envOf, parseDockerfile, type Stage, type Step } from './dockerfile.ts';

const run = promisify(execFile);
const repository = path.resolve(import.meta.dirname, '../../..');
const RUN_TIMEOUT_MS = 5 * 60_000;
/** The system's packages are this machine's own. */
const APT = /^apt-get /;
/** Accounts of the image. */
const AS_ACCOUNT = /^install -d -o \w+ -g \w+ (.+)$/;

export interface Image {
  root: string;
  stage: Stage;
  env: Record<string, string>;
  workdir: string;
}

async function ignorePatterns(): Promise<string[]> {
  const text = await readFile(path.join(repository, '.dockerignore'), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Builds images in plain folders, stage by stage. A stage that two images share is built once. */
export class ImageBuilder {
  readonly #home: string;
  readonly #built = new Map<string, Promise<Image>>();

  constructor(home: string) {
    this.#home = home;
  }

  async build(name: string): Promise<Image> {
    const stages = parseDockerfile(
      await readFile(path.join(repository, `infra/images/${name}.Dockerfile`), 'utf8'),
    );
    const named = new Map<string, Image>();
    let last: Image | undefined;
    for (const stage of stages) {
      const shared = JSON.stringify([stage.base, stage.steps]);
      const building =
        this.#built.get(shared) ??
        this.#buildStage(stage, named, path.join(this.#home, `stage-${this.#built.size}`));
      this.#built.set(shared, building);
      last = await building;
      if (stage.name) named.set(stage.name, last);
    }
    if (!last) throw new Error(`${name} has no stages`);
    return last;
  }

  async #buildStage(stage: Stage, named: ReadonlyMap<string, Image>, root: string): Promise<Image> {
    const image: Image = { root, stage, env: envOf(stage), workdir: '/' };
    await mkdir(root, { recursive: true });
    for (const step of stage.steps) await this.#apply(step, image, named);
    return image;
  }

  async #apply(step: Step, image: Image, named: ReadonlyMap<string, Image>): Promise<void> {
    if (step.kind === 'workdir') {
      image.workdir = step.path;
      await mkdir(path.join(image.root, step.path), { recursive: true });
    } else if (step.kind === 'copy') {
      await copy(step, image, named);
    } else if (step.kind === 'run' && !APT.test(step.command)) {
      const folders = AS_ACCOUNT.exec(step.command)?.[1]?.split(' ');
      if (folders)
        for (const folder of folders) await mkdir(path.join(image.root, folder), { recursive: true });
      else await runIn(image, step.command);
    }
  }
}

async function runIn(image: Image, command: string): Promise<void> {
  const [programme, args] = await inContainer(
    {
      root: image.root,
      folders: [image.workdir],
      writable: true,
      cwd: image.workdir,
      env: image.env,
      npm: true,
    },
    ['/bin/sh', '-c', command],
  );
  await run(programme, args, { timeout: RUN_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 });
}

type Copy = Extract<Step, { kind: 'copy' }>;

async function copy(
  { from, sources, target }: Copy,
  image: Image,
  named: ReadonlyMap<string, Image>,
): Promise<void> {
  const source = from === undefined ? repository : named.get(from)?.root;
  if (source === undefined) throw new Error(`no stage is named ${from}`);
  const ignored = from === undefined ? await ignorePatterns() : [];
  const keep = (file: string) => {
    const relative = path.relative(source, file);
    return !ignored.some((pattern) => path.matchesGlob(relative, pattern));
  };
  const to = path.resolve('/', image.workdir, target);
  for (const item of sources) {
    const found = path.join(source, item);
    const isFolder = (await stat(found)).isDirectory();
    // A folder's content goes into the target; a file goes into it where the target is named as a folder.
    const place = isFolder || !target.endsWith('/') ? to : path.join(to, path.basename(item));
    const destination = path.join(image.root, place);
    await mkdir(path.dirname(destination), { recursive: true });
    if (from !== undefined && isFolder) {
      await linkFolder(found, destination);
      continue;
    }
    await cp(found, destination, { recursive: true, verbatimSymlinks: true, filter: keep });
  }
}

/** Shares a stage's files, ten thousand of them, instead of copying: a later step that changes one writes it anew. */
async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await run('cp', ['-a', '-l', '-f', `${from}/.`, `${to}/`]);
}
