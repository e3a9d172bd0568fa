import { useLocalStorage, type RemovableRef } from '@vueuse/core';
import type { PointerChoice } from '../../../electron/contract/index.ts';

/** The last choice of bucket and spelling; kept in this browser. */
export const usePointerChoice = (): RemovableRef<Required<PointerChoice>> =>
  useLocalStorage<Required<PointerChoice>>(
    'send:pointer',
    {
      bucket: '',
      keyPrefix: '',
      pointerClass: 'software.amazon.payloadoffloading.PayloadS3Pointer',
      marker: 'ExtendedPayloadSize',
      spelling: 'java',
    },
    { mergeDefaults: true },
  );

/** A bucket's name as S3 takes it. [S3 UG bucketnamingrules] */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
