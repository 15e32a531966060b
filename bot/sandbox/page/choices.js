// Kinds of select, and of command option, that offer members of the guild.
const PEOPLE = new Set([5, 7]);
const ROLES = new Set([6, 7]);

/** What a select of any kind offers: {value, label, description, chosen}. */
export function choicesOf(component, state) {
  if (component.options) return component.options.map(written);
  const people = PEOPLE.has(component.type) ? members(state) : [];
  const roles = ROLES.has(component.type) ? rolesOf(state) : [];
  return [...people, ...roles, ...(component.type === 8 ? channels(state) : [])];
}

const written = (option) => ({
  value: option.value,
  label: [option.emoji?.name, option.label].filter(Boolean).join(" "),
  description: option.description ?? "",
  chosen: Boolean(option.default),
});

export const members = (state) =>
  [...state.people, state.bot].map((user) => ({
    value: user.id,
    label: user.display_name,
    description: `@${user.username}`,
  }));

export const channels = (state) =>
  [...state.channels.values()]
    .filter(({ type }) => type !== 1)
    .map(({ id, name }) => ({ value: id, label: `#${name}`, description: "" }));

export function rolesOf(state) {
  const roles = new Map(state.people.flatMap((person) => person.roles ?? []).map((role) => [role.id, role]));
  return [...roles.values()].map(({ id, name }) => ({ value: id, label: `@${name}`, description: "role" }));
}
