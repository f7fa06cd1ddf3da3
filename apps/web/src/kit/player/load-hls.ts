/**
 * The library behind the player, nearly half of all that a viewer's page loads: asked for before it is needed. It is
 * built without what is never played here (tools/lean-hls.ts).
 */
export const loadHls = () => import('hls.js');
