import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { browserProduct } from '../../../infra/test/browser-product.ts';

let signedIn: Promise<RoleClient> | undefined;

/** The coordinator, signed in once for all tests of a file: signing in is limited, as it should be. */
export function coordinatorClient(): Promise<RoleClient> {
  signedIn ??= signIn();
  return signedIn;
}

async function signIn(): Promise<RoleClient> {
  const { url, demo } = browserProduct();
  const coordinator = roleClient(url);
  await coordinator.call('POST /api/v1/demonstration/sign-in', {
    body: { token: tokenOf(demo.coordinator) },
  });
  return coordinator;
}
