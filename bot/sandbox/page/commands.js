const SLASH = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

/**
 * The synced slash commands as things one can call, sub-commands each for itself:
 * {commandId, path, name, description, options}.
 */
export function callsOf(commands) {
  return commands
    .filter((command) => (command.type ?? SLASH) === SLASH)
    .flatMap((command) => calls(command, command.id, [], command.name));
}

function calls(command, commandId, path, name) {
  const options = command.options ?? [];
  const below = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (!below.length) return [{ commandId, path, name, description: command.description ?? "", options }];
  return below.flatMap((option) => calls(option, commandId, [...path, option.name], `${name} ${option.name}`));
}

/** Calls that fit what was typed after the slash: beginnings first, then anything that holds it. */
export function fitting(all, typed) {
  const sought = typed.toLowerCase();
  const begin = all.filter((call) => call.name.startsWith(sought));
  const hold = all.filter(
    (call) => !call.name.startsWith(sought) && `${call.name} ${call.description}`.toLowerCase().includes(sought),
  );
  return [...begin, ...hold];
}

/** The options of a call in a line: required ones bare, others in brackets. */
export const usage = (call) => call.options.map(({ name, required }) => (required ? name : `[${name}]`)).join("  ");
