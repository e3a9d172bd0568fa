import { describe, expect, it } from 'vitest';
import { queueConsoleUrl } from '../../electron/domain/console-url.ts';

describe('the page of a queue in the AWS console', () => {
  it('is in the console of its region', () => {
    expect(
      queueConsoleUrl('eu-central-1', 'https://sqs.eu-central-1.amazonaws.com/123456789012/pay.fifo'),
    ).toBe(
      'https://eu-central-1.console.aws.amazon.com/sqs/v3/home?region=eu-central-1#/queues/' +
        'https%3A%2F%2Fsqs.eu-central-1.amazonaws.com%2F123456789012%2Fpay.fifo',
    );
  });

  it.each([
    ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])('is in the console of its partition: %s', (region, host) => {
    expect(new URL(queueConsoleUrl(region, 'https://q/1/a') ?? '').host).toBe(host);
  });

  it('is nowhere where the console has no public address', () => {
    expect(queueConsoleUrl('us-iso-east-1', 'https://q/1/a')).toBeNull();
  });
});
