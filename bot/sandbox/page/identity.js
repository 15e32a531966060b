import { avatar } from "./avatar.js";
import { byId, el } from "./dom.js";
import { icon, iconButton, relabel } from "./icons.js";
import { openMenu } from "./menu.js";
import { otherTheme, theme, toggleTheme } from "./theme.js";

/** Who one is here, with the way to be somebody else. */
export class Identity {
  #state;
  #become;
  #theme = themeButton();

  constructor(state, become) {
    this.#state = state;
    this.#become = become;
    state.on("people", () => this.render());
  }

  render() {
    const { me } = this.#state;
    const words = el(
      "span",
      { class: "me-words" },
      el("span", { class: "me-label" }, "Acting as"),
      el("span", { class: "me-name" }, me.display_name),
      roles(me) && el("span", { class: "me-roles" }, roles(me)),
    );
    const choose = el(
      "button",
      { type: "button", class: "me", "aria-haspopup": "menu", onclick: () => this.#choose(choose) },
      avatar(me),
      words,
      icon("chevron"),
    );
    const focused = byId("identity").contains(document.activeElement);
    byId("identity").replaceChildren(choose, this.#theme);
    if (focused) choose.focus();
  }

  #choose(anchor) {
    const item = (person) => ({
      label: person.display_name,
      note: roles(person) || (person.bot ? "Bot" : "Member"),
      lead: avatar(person),
      checked: person.id === this.#state.me.id,
      run: () => this.#become(person.id),
    });
    openMenu(anchor, [{ title: "Act as", items: this.#state.people.map(item) }], "Act as", anchor);
  }
}

const roles = (person) => (person.roles ?? []).map((role) => role.name).join(", ");

function themeButton() {
  const show = () => relabel(button, theme() === "dark" ? "sun" : "moon", `Use the ${otherTheme()} theme`);
  const button = iconButton("moon", "", () => (toggleTheme(), show()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
  return button;
}
