/** A separate AWS: its own accounts, ARNs, regions and host names. */
export interface Partition {
  /** As in ARNs: `aws`, `aws-cn`, `aws-us-gov`... */
  id: string;
  dnsSuffix: string;
  /** Suffix of endpoints that answer over IPv6 too. */
  dualStackDnsSuffix: string;
  /** Region ids of this partition, those unknown here included. */
  pattern: RegExp;
  /** Region id to AWS's own name of it. */
  regions: Readonly<Record<string, string>>;
}

/** A region with its name and partition. */
export interface Region {
  id: string;
  name: string;
  partition: string;
}

const COMMERCIAL: Partition = {
  id: 'aws',
  dnsSuffix: 'amazonaws.com',
  dualStackDnsSuffix: 'api.aws',
  pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  regions: {
    'af-south-1': 'Africa (Cape Town)',
    'ap-east-1': 'Asia Pacific (Hong Kong)',
    'ap-east-2': 'Asia Pacific (Taipei)',
    'ap-northeast-1': 'Asia Pacific (Tokyo)',
    'ap-northeast-2': 'Asia Pacific (Seoul)',
    'ap-northeast-3': 'Asia Pacific (Osaka)',
    'ap-south-1': 'Asia Pacific (Mumbai)',
    'ap-south-2': 'Asia Pacific (Hyderabad)',
    'ap-southeast-1': 'Asia Pacific (Singapore)',
    'ap-southeast-2': 'Asia Pacific (Sydney)',
    'ap-southeast-3': 'Asia Pacific (Jakarta)',
    'ap-southeast-4': 'Asia Pacific (Melbourne)',
    'ap-southeast-5': 'Asia Pacific (Malaysia)',
    'ap-southeast-6': 'Asia Pacific (New Zealand)',
    'ap-southeast-7': 'Asia Pacific (Thailand)',
    'ca-central-1': 'Canada (Central)',
    'ca-west-1': 'Canada West (Calgary)',
    'eu-central-1': 'Europe (Frankfurt)',
    'eu-central-2': 'Europe (Zurich)',
    'eu-north-1': 'Europe (Stockholm)',
    'eu-south-1': 'Europe (Milan)',
    'eu-south-2': 'Europe (Spain)',
    'eu-west-1': 'Europe (Ireland)',
    'eu-west-2': 'Europe (London)',
    'eu-west-3': 'Europe (Paris)',
    'il-central-1': 'Israel (Tel Aviv)',
    'me-central-1': 'Middle East (UAE)',
    'me-south-1': 'Middle East (Bahrain)',
    'me-west-1': 'Middle East (Saudi Arabia)',
    'mx-central-1': 'Mexico (Central)',
    'sa-east-1': 'South America (Sao Paulo)',
    'sa-west-1': 'South America (Chile)',
    'us-east-1': 'US East (N. Virginia)',
    'us-east-2': 'US East (Ohio)',
    'us-west-1': 'US West (N. California)',
    'us-west-2': 'US West (Oregon)',
  },
};

/** All partitions; the commercial one comes first. [AWS SDK partitions.json] */
export const PARTITIONS: readonly Partition[] = [
  COMMERCIAL,
  {
    id: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    pattern: /^cn-\w+-\d+$/,
    regions: {
      'cn-north-1': 'China (Beijing)',
      'cn-northwest-1': 'China (Ningxia)',
    },
  },
  {
    id: 'aws-eusc',
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
    pattern: /^eusc-(de)-\w+-\d+$/,
    regions: {
      'eusc-de-east-1': 'AWS European Sovereign Cloud (Germany)',
    },
  },
  {
    id: 'aws-iso',
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
    pattern: /^us-iso-\w+-\d+$/,
    regions: {
      'us-iso-east-1': 'US ISO East',
      'us-iso-west-1': 'US ISO WEST',
    },
  },
  {
    id: 'aws-iso-b',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
    pattern: /^us-isob-\w+-\d+$/,
    regions: {
      'us-isob-east-1': 'US ISOB East (Ohio)',
      'us-isob-west-1': 'US ISOB West',
    },
  },
  {
    id: 'aws-iso-e',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
    pattern: /^eu-isoe-\w+-\d+$/,
    regions: {
      'eu-isoe-west-1': 'EU ISOE West',
    },
  },
  {
    id: 'aws-iso-f',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
    pattern: /^us-isof-\w+-\d+$/,
    regions: {
      'us-isof-east-1': 'US ISOF EAST',
      'us-isof-south-1': 'US ISOF SOUTH',
    },
  },
  {
    id: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    pattern: /^us-gov-\w+-\d+$/,
    regions: {
      'us-gov-east-1': 'AWS GovCloud (US-East)',
      'us-gov-west-1': 'AWS GovCloud (US-West)',
    },
  },
];

/** All known regions, in order of partition and id. */
export const REGIONS: readonly Region[] = PARTITIONS.flatMap((partition) =>
  Object.entries(partition.regions).map(([id, name]) => ({ id, name, partition: partition.id })),
);

/** The partition of a region, by list or by the form of its id; the commercial one when neither knows it (emulators). */
export function partitionOf(region: string): Partition {
  const known = PARTITIONS.find((partition) => Object.hasOwn(partition.regions, region));
  return known ?? PARTITIONS.find((partition) => partition.pattern.test(region)) ?? COMMERCIAL;
}

/** AWS's name of a region (`Asia Pacific (Seoul)`); the id itself when it is not known. */
export function regionName(region: string): string {
  return partitionOf(region).regions[region] ?? region;
}

/** A region's place in one word or two, for narrow lines: `Seoul` of `Asia Pacific (Seoul)`. */
export function regionPlace(region: string): string {
  return /\(([^)]+)\)$/.exec(regionName(region))?.[1] ?? regionName(region);
}

/** Could this be a region id? Known ones and those of a known form; others may still be an emulator's. */
export function isRegion(text: string): boolean {
  return PARTITIONS.some(
    (partition) => Object.hasOwn(partition.regions, text) || partition.pattern.test(text),
  );
}

/** The public endpoint of a service in a region: `https://sqs.eu-west-1.amazonaws.com`. CloudWatch's id is `monitoring`. */
export function defaultEndpoint(service: string, region: string, dualStack = false): string {
  const partition = partitionOf(region);
  return `https://${service}.${region}.${dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix}`;
}
