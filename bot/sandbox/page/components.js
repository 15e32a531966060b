import { el, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { hashOf, jumpOf, safeUrl } from "./links.js";
import { outward } from "./prose.js";
import { selectMenu } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const SELECTS = new Set([3, 5, 6, 7, 8]);

/** What one can press or choose under a message. */
export class Components {
  #state;
  #deeds;
  #prose;

  constructor(state, deeds, prose) {
    this.#state = state;
    this.#deeds = deeds;
    this.#prose = prose;
  }

  of(message) {
    return (message.components ?? []).map((component) => this.#part(component, message));
  }

  #part(component, message) {
    const inside = () => (component.components ?? []).map((child) => this.#part(child, message));
    if (component.type === 1) return el("div", { class: "row" }, inside());
    if (component.type === 2) return this.#button(component, message);
    if (SELECTS.has(component.type)) return this.#select(component, message);
    if (component.type === 9)
      return el("div", { class: "section" }, el("div", {}, inside()), this.#part(component.accessory, message));
    if (component.type === 10)
      return el("div", { class: "prose" }, this.#prose.blocks(component.content, message.mentions));
    if (component.type === 14) return el("hr");
    if (component.type === 17) return el("div", { class: "embed" }, inside());
    return el("p", { class: "small" }, `This page cannot show a component of type ${component.type}.`);
  }

  #button(component, message) {
    const label = [
      component.emoji?.name &&
        el("span", { class: "emoji", "aria-hidden": component.label ? "true" : null }, component.emoji.name),
      component.label,
    ];
    const style = STYLES[component.style] ?? "secondary";
    if (style === "link") return linkButton(component, label);
    const press = () => busy(node, () => this.#deeds.press(message, component));
    const node = el(
      "button",
      {
        type: "button",
        class: `button ${style}`,
        disabled: Boolean(component.disabled),
        "data-id": component.custom_id,
        onclick: press,
      },
      label,
    );
    return node;
  }

  #select(component, message) {
    const node = selectMenu(component, this.#state, (values) =>
      busy(node, () => this.#deeds.select(message, component, values)),
    );
    node.setAttribute("data-id", component.custom_id);
    return node;
  }
}

function linkButton(component, label) {
  const url = safeUrl(component.url);
  if (!url || component.disabled)
    return el("button", { type: "button", class: "button secondary", disabled: true }, label);
  const jump = jumpOf(url.href);
  if (jump) return el("a", { class: "button secondary", href: hashOf(jump.channelId, jump.messageId) }, label);
  return outward(
    url,
    { class: "button secondary", title: url.hostname },
    label,
    icon("external"),
    unseen(` (${url.hostname}, opens in a new tab)`),
  );
}

async function busy(node, deed) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  await deed();
  node.removeAttribute("aria-busy");
}
