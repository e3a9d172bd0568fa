// What Node and browsers both offer, declared here because this room knows neither.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', act: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', act: () => void): void;
}
declare function atob(text: string): string;
declare function btoa(bytes: string): string;
