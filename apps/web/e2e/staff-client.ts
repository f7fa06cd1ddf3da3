import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { browserProduct } from '../../../infra/test/browser-product.ts';

const signedIn = new Map<string, Promise<RoleClient>>();

/** The coordinator, signed in once for all tests of a file: signing in is limited, as it should be. */
export function coordinatorClient(origin = browserProduct().url): Promise<RoleClient> {
  const client = signedIn.get(origin) ?? signIn(origin);
  signedIn.set(origin, client);
  return client;
}

async function signIn(origin: string): Promise<RoleClient> {
  const { demo } = browserProduct();
  const coordinator = roleClient(origin);
  await coordinator.call('POST /api/v1/demonstration/sign-in', {
    body: { token: tokenOf(demo.coordinator) },
  });
  return coordinator;
}
