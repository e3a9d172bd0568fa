import { startAnswering, type Answer, type Answering } from './backend.ts';

/** What was asked of the STS stand-in, as its form said it. */
export interface StsStandIn extends Answering {
  /** The forms of all calls, in their order. */
  forms(): Array<Record<string, string>>;
}

/** Answers a call, or undefined for the usual one. */
export type Refusal = (form: Record<string, string>) => Answer | undefined;

/** An error as STS writes it. */
export function stsError(status: number, code: string, message: string): Answer {
  return {
    status,
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}

/** How AWS refuses a code that is wrong or was used before. */
export const wrongCode = stsError(
  403,
  'AccessDenied',
  'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
);

/**
 * An endpoint that gives a session for every role: its access key names the role, so that a test sees which session
 * signed a call. Sessions end at `endsAt` (epoch ms). Whoever calls GetCallerIdentity is the role in the key.
 */
export async function startSts(endsAt: () => number, refuse: Refusal = () => undefined): Promise<StsStandIn> {
  const endpoint = await startAnswering(({ body, headers }) => {
    const form = Object.fromEntries(new URLSearchParams(body));
    const refused = refuse(form);
    if (refused) return refused;
    if (form.Action === 'GetCallerIdentity') {
      const key = /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
      const arn = key.startsWith('role-')
        ? `arn:aws:sts::111122223333:assumed-role/${key.slice(5)}/spillway`
        : `arn:aws:iam::111122223333:user/${key}`;
      return answer(
        'GetCallerIdentity',
        `<Arn>${arn}</Arn><UserId>id</UserId><Account>111122223333</Account>`,
      );
    }
    if (!/^AssumeRole(WithWebIdentity)?$/.test(form.Action ?? '')) return { status: 400, body: '' };
    const name = form.RoleArn?.split('/').at(-1);
    return answer(
      form.Action!,
      `<Credentials><AccessKeyId>role-${name}</AccessKeyId><SecretAccessKey>secret-of-session</SecretAccessKey><SessionToken>token-of-session</SessionToken><Expiration>${new Date(endsAt()).toISOString()}</Expiration></Credentials>`,
    );
  });
  return {
    ...endpoint,
    forms: () => endpoint.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
  };
}

function answer(action: string, content: string): Answer {
  return {
    status: 200,
    body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${content}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  };
}
