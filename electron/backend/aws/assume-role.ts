import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { fail } from '../failures.ts';
import { toCredentialsFailure } from './credentials-failure.ts';
import type { StsConfig } from './first-credentials.ts';
import type { RoleStep } from './role-chain.ts';
import type { Credentials } from './credentials.ts';

export async function assume(
  step: RoleStep,
  masterCredentials: Credentials,
  clientConfig: StsConfig,
  code: string | undefined,
): Promise<Credentials> {
  const { profile, mfaSerial } = step;
  try {
    const take = fromTemporaryCredentials({
      masterCredentials,
      params: {
        RoleArn: step.roleArn,
        RoleSessionName: step.sessionName ?? 'spillway',
        ...(step.externalId ? { ExternalId: step.externalId } : {}),
        ...(step.duration ? { DurationSeconds: step.duration } : {}),
        ...(code === undefined ? {} : { SerialNumber: mfaSerial }),
      },
      // A code counts once: a second try with it could only be refused.
      clientConfig: code === undefined ? clientConfig : { ...clientConfig, maxAttempts: 1 },
      ...(code === undefined ? {} : { mfaCodeProvider: () => Promise.resolve(code) }),
    });
    return await take();
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    if (code !== undefined && /MultiFactorAuthentication|MFA|TokenCode/i.test(words)) {
      throw fail(
        'MFA_NEEDED',
        'AWS refused the MFA code: it is wrong, was used before, or is of another device. Wait for the next one.',
        { profile, resource: mfaSerial },
      );
    }
    throw toCredentialsFailure(error, { profile, section: {}, role: step.roleArn });
  }
}
