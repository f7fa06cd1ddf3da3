/** The library behind the player, a third of all that a viewer's page loads: asked for before it is needed. */
export const loadHls = () => import('hls.js');
