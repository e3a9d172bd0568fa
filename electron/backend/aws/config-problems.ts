import type { FileProblem } from '../../contract/profiles.ts';

type Code = FileProblem['code'];
type Values = Readonly<Record<string, string>>;

const words: Record<Code, (values: Values) => string> = {
  mark: () => 'the file begins with a byte order mark, which hides the first section.',
  unclosed: () => 'a section without its closing bracket.',
  outside: () => 'a setting outside any section is ignored.',
  noSetting: () => 'neither a section nor a setting of the form name = value.',
  proto: ({ section }) => `[${section}] makes the whole file unreadable.`,
  profileWord: ({ section }) => `[${section}] should be written without "profile" in this file.`,
  badName: ({ section }) => `[${section}] is ignored: a name may hold letters, digits and _-@+.%:/ only.`,
  noProfileWord: ({ section }) =>
    `[${section}] is ignored: in this file it should be written [profile ${section}].`,
  unreadable: ({ words: why }) => `The file cannot be read: ${why}`,
  noSection: ({ profile, key, target }) =>
    `Profile ${profile} names ${key} = ${target}, and no such section exists.`,
  badEndpoint: ({ profile }) => `Profile ${profile} has an endpoint_url that is no URL.`,
  hiddenBySandbox: ({ profile }) => `Profile ${profile} is hidden by the sandbox's own.`,
  hiddenByOwn: ({ profile }) =>
    `Profile ${profile} is hidden by the one of the same name that was made in Spillway.`,
};

/** A problem with its sentence. Never quotes a value: it could be a secret. */
export function toProblem(
  file: string,
  code: Code,
  values: Record<string, string> = {},
  line: number | null = null,
): FileProblem {
  const sentence = words[code](values);
  return { file, line, code, values, message: line === null ? sentence : `Line ${line}: ${sentence}` };
}

const named = /^(profile|sso-session|services)\s+(["']?)([\w-@+.%:/]+)\2$/;

/** Finds what the AWS loader drops without a word: odd section names, lines before a section, lines without `=`. */
export function findProblems(file: string, kind: 'config' | 'credentials', text: string): FileProblem[] {
  const problems: FileProblem[] = [];
  const report = (line: number, code: Code, section?: string): void => {
    problems.push(toProblem(file, code, section === undefined ? {} : { section }, line));
  };
  if (text.startsWith('\uFEFF')) report(1, 'mark');
  let begun = false;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const trimmed = raw.split(/(^|\s)[;#]/)[0]?.trim() ?? '';
    if (!trimmed) return;
    if (trimmed.startsWith('[')) {
      begun = true;
      const section = trimmed.slice(1, -1).trim();
      if (!trimmed.endsWith(']')) report(line, 'unclosed');
      else {
        const code = sectionProblem(section, kind);
        if (code) report(line, code, section);
      }
    } else if (!begun) {
      report(line, 'outside');
    } else if (trimmed.indexOf('=') < 1) {
      report(line, 'noSetting');
    }
  });
  return problems;
}

function sectionProblem(section: string, kind: 'config' | 'credentials'): Code | undefined {
  if (/(^|\s)__proto__$/.test(section)) return 'proto';
  if (kind === 'credentials') return section.startsWith('profile ') ? 'profileWord' : undefined;
  if (section === 'default' || named.test(section)) return undefined;
  return /^(profile|sso-session|services)\s/.test(section) ? 'badName' : 'noProfileWord';
}
