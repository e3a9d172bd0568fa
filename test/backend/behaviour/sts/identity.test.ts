import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';

async function identity({ endpoint }: Behaviour, accessKeyId: string) {
  const credentials = { accessKeyId, secretAccessKey: 'any' };
  const sts = new STSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  try {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
    return { Account, Arn, UserId };
  } finally {
    sts.destroy();
  }
}

behaviour('an access key of twelve digits is its account', {}, async (given) => {
  expect(await identity(given, '111122223333')).toEqual({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:root',
    UserId: '111122223333',
  });
});

behaviour('any other access key belongs to the account of zeros', {}, async (given) => {
  expect(await identity(given, 'AKIAEXAMPLE')).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
  });
});
