/** A platform as it calls itself: `slack` is Slack. */
export function platformName(platform: string): string {
  return platform.replace(/^./, (first) => first.toUpperCase());
}
