"""A small bot of the real discord.py that does one thing of each kind."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import discord
from discord import app_commands

from bot.sandbox import Sandbox

GARDENS = ("Rose garden", "Rock garden", "Herb garden")


class Note(discord.ui.Modal, title="A note"):
    """A form with an old-style input and a labelled menu."""

    text: discord.ui.TextInput[Note] = discord.ui.TextInput(label="Text", max_length=20)
    mood: discord.ui.Label[Note] = discord.ui.Label(
        text="Mood",
        component=discord.ui.Select(
            custom_id="mood", options=[discord.SelectOption(label="Calm"), discord.SelectOption(label="Cross")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        assert isinstance(self.mood.component, discord.ui.Select)
        await interaction.followup.send(f"{self.text.value} ({self.mood.component.values[0]})")


class Panel(discord.ui.View):
    """Buttons and a menu that survive a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Write", custom_id="panel:write")
    async def write(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Note(custom_id=f"note:{interaction.id}"))

    @discord.ui.button(label="Change", custom_id="panel:change")
    async def change(self, interaction: discord.Interaction, button: discord.ui.Button[Panel]) -> None:
        button.disabled = True
        await interaction.response.edit_message(content="changed", view=self)

    @discord.ui.button(label="Later", custom_id="panel:later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        await interaction.response.defer()
        await asyncio.sleep(0.2)
        await interaction.edit_original_response(content="changed later")

    @discord.ui.select(
        custom_id="panel:pick",
        placeholder="Pick",
        options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two", value="2")],
    )
    async def pick(self, interaction: discord.Interaction, select: discord.ui.Select[Panel]) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}", ephemeral=True)


class Numbered(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"number:(?P<number>\d+)"):
    """A button whose number stands in its custom id."""

    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label=f"Number {number}", custom_id=f"number:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Numbered:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"number {self.number}")


class TrialBot(discord.Client):
    """Does one small thing of each kind."""

    def __init__(self, sandbox: Sandbox, intents: discord.Intents, **options: Any) -> None:
        super().__init__(
            intents=intents,
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
            **options,
        )
        self.sandbox = sandbox
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumed = asyncio.Event()
        self.identified = 0
        add_commands(self.tree)

    async def before_identify_hook(self, *_: object, **__: object) -> None:
        self.identified += 1

    async def setup_hook(self) -> None:
        self.add_view(Panel())
        self.add_dynamic_items(Numbered)
        guild = discord.Object(int(self.sandbox.guild.id))
        self.tree.copy_global_to(guild=guild)
        await self.tree.sync(guild=guild)

    async def hears(self, count: int) -> None:
        """Wait until it has heard *count* messages."""
        while len(self.heard) < count:
            await self.wait_for("message", timeout=5)

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        assert self.user is not None
        if message.author.bot or not (self.user in message.mentions or message.guild is None):
            return
        async with message.channel.typing():
            await answer(message)


async def answer(message: discord.Message) -> None:
    """Reply with an embed, buttons and a file."""
    embed = discord.Embed(title="An answer", description="It was in 1961.")
    embed.add_field(name="When", value="11 July 1961")
    embed.set_image(url="attachment://map.png")
    files = [discord.File(BytesIO(b"picture"), "map.png"), discord.File(BytesIO(b"words"), "words.txt")]
    view = Panel()
    view.add_item(Numbered(7))
    await message.reply("Here @everyone:", embed=embed, files=files, view=view)


def add_commands(tree: app_commands.CommandTree[TrialBot]) -> None:
    """The commands that the tests use."""
    every: tuple[Any, ...] = (echo, who, slow, mute, read, garden, count, greet, plant)
    for command in every:
        tree.add_command(command)


@app_commands.command(description="Say something")
async def echo(interaction: discord.Interaction, text: str, times: app_commands.Range[int, 1, 3] = 1) -> None:
    await interaction.response.send_message(text * times)
    await interaction.followup.send("more", ephemeral=True)


@app_commands.command(description="Who somebody is")
async def who(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"{member.display_name} {len(member.roles)}", ephemeral=True)


@app_commands.command(description="Take a while")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content="done at last")


@app_commands.command(description="Never answer")
async def mute(_: discord.Interaction) -> None:
    return


@app_commands.command(description="Read a file")
async def read(interaction: discord.Interaction, file: discord.Attachment) -> None:
    await interaction.response.send_message((await file.read()).decode())


@app_commands.command(description="Find a garden")
async def garden(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.send_message(name)


@garden.autocomplete("name")
async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in GARDENS if typed.lower() in name.lower()]


@app_commands.context_menu(name="Count letters")
async def count(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(str(len(message.content)), ephemeral=True)


@app_commands.context_menu(name="Greet")
async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"hello {member.display_name}")


plant = app_commands.Group(
    name="plant", description="Plants", default_permissions=discord.Permissions(manage_guild=True)
)


@plant.command(name="add", description="Add one")
async def add(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.send_message(f"added {name}")


@dataclass(slots=True)
class Bots:
    """Starts bots, and stops them all in the end."""

    sandbox: Sandbox
    _running: list[tuple[TrialBot, asyncio.Task[None]]] = field(default_factory=list)

    async def start(self, intents: discord.Intents | None = None, **options: Any) -> TrialBot:
        """A bot that is ready."""
        bot = TrialBot(self.sandbox, intents or discord.Intents.default(), **options)
        task = asyncio.create_task(bot.start(self.sandbox.token))
        self._running.append((bot, task))
        ready = asyncio.create_task(bot.wait_until_ready())
        await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            ready.cancel()
            await task
        return bot

    async def stop(self) -> None:
        """Stop all."""
        for bot, task in self._running:
            await bot.close()
            await asyncio.gather(task, return_exceptions=True)
        self._running.clear()
