import { darkTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui';
import { watchEffect } from 'vue';

/** The tokens of `tokens.css` that naive-ui computes with (it mixes colours, so it takes no variables). */
const tokens = {
  light: { panel: '#FFFFFF', text: '#182024', line: '#E1E5E7', accent: '#0A6E86', sunken: '#EDF0F1' },
  dark: { panel: '#16191C', text: '#E8ECEE', line: '#262C30', accent: '#56C4DA', sunken: '#262B2F' },
};

export function toNaiveTheme(theme: 'light' | 'dark'): {
  theme: GlobalTheme | null;
  overrides: GlobalThemeOverrides;
} {
  const { panel, text, line, accent, sunken } = tokens[theme];
  return {
    theme: theme === 'dark' ? darkTheme : null,
    overrides: {
      common: {
        fontFamily: 'var(--sans)',
        fontFamilyMono: 'var(--mono)',
        fontSize: '13px',
        borderRadius: '5px',
        primaryColor: accent,
        primaryColorHover: accent,
        primaryColorPressed: accent,
        textColor1: text,
        textColor2: text,
        popoverColor: panel,
        hoverColor: sunken,
        dividerColor: line,
      },
      Popover: { borderRadius: '10px', boxShadow: 'var(--float-shadow)', padding: '10px 12px' },
    },
  };
}

export const followTheme = (theme: () => 'light' | 'dark'): void => {
  watchEffect(() => {
    document.documentElement.dataset.theme = theme();
  });
};
