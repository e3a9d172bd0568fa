import { createSign, generateKeyPairSync } from 'node:crypto';

/** Where the key that checks the signatures is read. */
export const SIGNING_KEY_PATH = '/SimpleNotificationService-sandbox.pem';

let pair: { privateKey: string; publicKey: string } | undefined;

/** The pair that signs envelopes, made on first use and anew with each start. */
function keys(): { privateKey: string; publicKey: string } {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return pair;
}

/** What checks the signatures: the public key as PEM (AWS serves a certificate here). */
export function signingKeyPem(): string {
  return keys().publicKey;
}

/** Fields that are signed, by the envelope's type, in the order in which they are signed. */
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
} as const;

/** What an envelope is for. */
export type EnvelopeType = keyof typeof SIGNED;

/** Signs an envelope: SHA1withRSA for version 1, SHA256withRSA for 2; base64. [SNS DG sns-verify-signature-of-message] */
export function sign(type: EnvelopeType, fields: Record<string, unknown>, version: '1' | '2'): string {
  const text = SIGNED[type]
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${String(fields[name])}\n`)
    .join('');
  return createSign(version === '2' ? 'RSA-SHA256' : 'RSA-SHA1')
    .update(text, 'utf8')
    .sign(keys().privateKey, 'base64');
}
