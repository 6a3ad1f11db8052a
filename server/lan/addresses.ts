import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** RFC 1918 and, for two machines on one cable, RFC 3927. */
const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(address);

/** Bridges of containers and virtual machines: no phone is on them. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|utun|tun|tap|wg|zt|tailscale)/;

const rank = (name: string, address: string): number => (virtual.test(name) ? 4 : 0) + (address.startsWith('169.254.') ? 2 : 0) + (address.startsWith('192.168.') ? 0 : 1);

/** This machine's IPv4 addresses on local networks, the one phones most likely share first. Public addresses are left out. */
export function lanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, entries = []]) => entries.filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address)).map(({ address }) => ({ address, rank: rank(name, address) })))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}
