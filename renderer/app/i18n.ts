import { watch } from 'vue';
import { createI18n } from 'vue-i18n';
import en from '../locales/en.json';

type Messages = typeof en;

/** English is at hand from the start; Korean is fetched when it is first wanted. */
export const i18n = createI18n<[Messages], 'en' | 'ko', false>({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en } as Record<'en' | 'ko', Messages>,
});

const loaders = { ko: () => import('../locales/ko.json') };

export async function setLanguage(language: 'en' | 'ko'): Promise<void> {
  if (language === 'ko' && !i18n.global.availableLocales.includes('ko')) {
    i18n.global.setLocaleMessage('ko', (await loaders.ko()).default);
  }
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
}

export const followLanguage = (language: () => 'en' | 'ko'): void => {
  watch(language, (next) => void setLanguage(next), { immediate: true });
};
