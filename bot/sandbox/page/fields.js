import { choicesOf } from "./choices.js";
import { el, freshId } from "./dom.js";
import { packed } from "./files.js";

const PARAGRAPH = 2;

const MAKERS = {
  4: text,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  19: upload,
  21: radios,
  22: boxes,
  23: checkbox,
};

/**
 * The fields of a modal's components: {node, customId?, value?}. `value()` is a promise of what is handed in.
 * A text display is a node alone.
 */
export function fieldsOf(components, context) {
  return components.flatMap((component) => field(component, context, {}));
}

function field(component, context, label) {
  if (component.type === 1)
    return component.components.flatMap((child) => field(child, context, { name: child.label }));
  if (component.type === 18)
    return field(component.component, context, { name: component.label, note: component.description });
  if (component.type === 10) return [{ node: el("div", { class: "prose" }, context.prose.blocks(component.content)) }];
  const make = MAKERS[component.type];
  if (!make) return [{ node: el("p", { class: "small" }, `This page cannot show a field of type ${component.type}.`) }];
  return [
    {
      customId: component.custom_id,
      ...make(component, context, { name: label.name ?? component.label ?? "", note: label.note }),
    },
  ];
}

const isRequired = (component) => component.required ?? true;

function heading({ name, note }, required, noteId) {
  const mark = required && el("span", { class: "required", title: "required" }, " *");
  return [
    el("span", { class: "field-name" }, name, mark),
    note && el("span", { class: "field-note", id: noteId }, note),
  ];
}

function labelled(label, component, input, ...extra) {
  const noteId = label.note && freshId("note");
  if (noteId) input.setAttribute("aria-describedby", noteId);
  return el("label", { class: "field-box" }, heading(label, isRequired(component), noteId), input, extra);
}

function text(component, _context, label) {
  const limits = { minlength: component.min_length, maxlength: component.max_length ?? 4000 };
  const attributes = {
    ...limits,
    required: isRequired(component),
    placeholder: component.placeholder,
    autocomplete: "off",
  };
  const long = component.style === PARAGRAPH;
  const input = long ? el("textarea", { ...attributes, rows: 5 }) : el("input", { type: "text", ...attributes });
  input.value = component.value ?? "";
  const count = el("span", { class: "count", "aria-hidden": "true" });
  const show = () => (count.textContent = `${input.value.length} / ${limits.maxlength}`);
  input.addEventListener("input", show);
  show();
  return {
    node: labelled(label, component, input, (long || component.max_length) && count),
    value: async () => input.value,
  };
}

function select(component, context, label) {
  const choices = choicesOf(component, context.state);
  if ((component.max_values ?? 1) > 1)
    return ticks(component, choices, label, { least: component.min_values ?? 1, most: component.max_values });
  const required = isRequired(component);
  const none = el("option", { value: "" }, component.placeholder ?? (required ? "Choose…" : "None"));
  const input = el(
    "select",
    { required },
    none,
    choices.map((choice) =>
      el(
        "option",
        { value: choice.value, selected: choice.chosen },
        choice.description ? `${choice.label} (${choice.description})` : choice.label,
      ),
    ),
  );
  return { node: labelled(label, component, input), value: async () => (input.value ? [input.value] : []) };
}

function radios(component, context, label) {
  const choices = choicesOf(component, context.state);
  const { node, checked } = group("radio", component, choices, label);
  return { node, value: async () => checked()[0] ?? null };
}

function boxes(component, context, label) {
  const choices = choicesOf(component, context.state);
  const least = component.min_values ?? (isRequired(component) ? 1 : 0);
  return ticks(component, choices, label, { least, most: component.max_values ?? choices.length });
}

/** Several of the choices, at least *least* and at most *most*. */
function ticks(component, choices, label, { least, most }) {
  const { node, checked, inputs } = group("checkbox", component, choices, label);
  const judge = () => {
    const count = checked().length;
    const fits = (count >= least && count <= most) || (count === 0 && !isRequired(component));
    inputs[0]?.setCustomValidity(fits ? "" : least === most ? `Choose ${least}.` : `Choose from ${least} to ${most}.`);
  };
  node.addEventListener("change", judge);
  judge();
  return { node, value: async () => checked() };
}

function group(type, component, choices, label) {
  const name = freshId("group");
  const required = type === "radio" && isRequired(component);
  const inputs = choices.map((choice) =>
    el("input", { type, name, value: choice.value, checked: choice.chosen, required }),
  );
  const rows = choices.map((choice, at) => {
    const words = [
      el("span", { class: "menu-label" }, choice.label),
      choice.description && el("span", { class: "menu-note" }, choice.description),
    ];
    return el("label", { class: "check" }, inputs[at], el("span", { class: "menu-words" }, words));
  });
  const node = el("fieldset", { class: "field-box" }, el("legend", {}, heading(label, isRequired(component))), rows);
  return { node, inputs, checked: () => inputs.filter((input) => input.checked).map((input) => input.value) };
}

function checkbox(component, _context, label) {
  const input = el("input", { type: "checkbox", checked: component.default });
  const words = el(
    "span",
    { class: "menu-words" },
    el("span", { class: "menu-label" }, label.name),
    label.note && el("span", { class: "menu-note" }, label.note),
  );
  return { node: el("label", { class: "check field-box" }, input, words), value: async () => input.checked };
}

function upload(component, _context, label) {
  const required = isRequired(component) && (component.min_values ?? 1) > 0;
  const input = el("input", { type: "file", required, multiple: (component.max_values ?? 1) > 1 });
  return { node: labelled(label, component, input), value: async () => Promise.all([...input.files].map(packed)) };
}
