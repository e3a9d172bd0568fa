import { createHmac, hash, type BinaryLike } from 'node:crypto';

/**
 * SHA-256 as the SDK's signer asks for it, HMAC where it gives a key: one native call each, where the SDK's own makes an object
 * of several.
 */
export class NativeSha256 {
  #key: BinaryLike | undefined;
  #chunks: Uint8Array[] = [];

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#key = typeof key === 'object' ? toBytes(key) : key;
  }

  update(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  async digest(): Promise<Uint8Array> {
    const data = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    return this.#key === undefined
      ? hash('sha256', data, 'buffer')
      : createHmac('sha256', this.#key).update(data).digest();
  }

  reset(): void {
    this.#chunks = [];
  }
}

function toBytes(key: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(key)
    ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
    : new Uint8Array(key);
}
