/** The configuration of a one-machine OpenStack Swift with its S3 middleware. No I/O. */

export interface SwiftPorts {
  proxy: number;
  account: number;
  container: number;
  object: number;
  memcached: number;
}

export interface SwiftPlace {
  /** swift.conf, rings and server configurations. */
  configDir: string;
  /** Holds one "disk", `sdb1`. */
  devicesDir: string;
  cacheDir: string;
  user: string;
  ports: SwiftPorts;
}

export const SWIFT_DEVICE = 'sdb1';
export const SWIFT_REGION = 'us-east-1';

export interface SwiftKey {
  accessKeyId: string;
  secretAccessKey: string;
}

export function swiftConf(): string {
  return `[swift-hash]
swift_hash_path_prefix = rostrum
swift_hash_path_suffix = tests

[storage-policy:0]
name = standard
default = yes
`;
}

function common(place: SwiftPlace, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${place.user}
swift_dir = ${place.configDir}
devices = ${place.devicesDir}
mount_check = false
disable_fallocate = true
log_level = WARNING
log_address =
`;
}

export function storageServerConf(place: SwiftPlace, kind: 'account' | 'container' | 'object'): string {
  return `${common(place, place.ports[kind])}
[pipeline:main]
pipeline = healthcheck ${kind}-server

[filter:healthcheck]
use = egg:swift#healthcheck

[app:${kind}-server]
use = egg:swift#${kind}
recon_cache_path = ${place.cacheDir}
`;
}

export function proxyServerConf(place: SwiftPlace, key: SwiftKey): string {
  const [account = '', user = ''] = key.accessKeyId.split(':');
  return `${common(place, place.ports.proxy)}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo dlo proxy-server

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:gatekeeper]
use = egg:swift#gatekeeper

[filter:healthcheck]
use = egg:swift#healthcheck

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${place.ports.memcached}

[filter:listing_formats]
use = egg:swift#listing_formats

[filter:bulk]
use = egg:swift#bulk

[filter:s3api]
use = egg:swift#s3api
s3_acl = no
location = ${SWIFT_REGION}
check_bucket_owner = false

[filter:tempauth]
use = egg:swift#tempauth
user_${account}_${user} = ${key.secretAccessKey} .admin

[filter:slo]
use = egg:swift#slo

[filter:dlo]
use = egg:swift#dlo

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`;
}

/**
 * Python that makes the three rings at once (2^4 partitions, one replica, one device). swift-ring-builder does
 * the same in nine runs of half a second each.
 */
export function ringScript(place: SwiftPlace): string {
  const rings = (['account', 'container', 'object'] as const)
    .map((kind) => `(${JSON.stringify(kind)}, ${place.ports[kind]})`)
    .join(', ');
  return `
from swift.common.ring import RingBuilder
for kind, port in [${rings}]:
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'id': 0, 'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': port,
                     'replication_ip': '127.0.0.1', 'replication_port': port,
                     'device': '${SWIFT_DEVICE}', 'weight': 1.0, 'meta': ''})
    builder.rebalance()
    builder.get_ring().save(${JSON.stringify(`${place.configDir}/`)} + kind + '.ring.gz')
`;
}
