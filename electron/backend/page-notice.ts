const fresh =
  'Open the address that Spillway printed when it started. If it was used up, stop Spillway (Ctrl+C) and run "npm start" again: it prints a new one.';

/** What a person reads instead of the console, and what to do. */
export const notices = {
  used: `The token in this address was used already; it works once. ${fresh}`,
  wrong: `The token in this address is not the one of the running Spillway. ${fresh}`,
  missing: `This browser has not been let in yet, or Spillway was started again since. ${fresh}`,
  unbuilt: 'The page is not built yet. Run "npm run build", then load this page again.',
} as const;

/** A notice as a page. The link helps where the way here began on another site, which keeps a strict cookie back. */
export const noticePage = (text: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Spillway</title><body style="font: 16px/1.5 system-ui; max-width: 36em; margin: 4em auto; padding: 0 1em">
<h1>Spillway</h1><p>${text}</p><p><a href="/">Try again</a></p></body></html>`;
