"""The dispatcher: the one way from a command's id to its doing."""

import asyncio
from typing import Any

from app.commands.command import Command, Registry
from app.commands.context import Context
from app.domain.errors import AppError


class Dispatcher:
    """Runs commands for keys, menus, palette, drops and the terminal."""

    def __init__(self, registry: Registry, context: Context) -> None:
        self.registry = registry
        self._context = context

    def run(self, command_id: str, **arguments: Any) -> asyncio.Task[Any] | None:
        """Start a command; its failure goes to the reporter.

        What it acts on is chosen now, not when its turn comes. Returns None for what
        the window does at once.
        """
        command = self.registry[command_id]
        given = self._arguments(command, arguments)
        if command.handler is None:
            try:
                self._context.desk.perform(command.id, given)
            except AppError as error:
                self._context.reporter.failure(error)
            return None
        work = command.handler(self._context, **given)
        task = self._context.jobs.run(_awaited(work), command.id)
        if command.is_decision:
            self._context.desk.go_on(given["ids"])
        return task

    async def call(self, command_id: str, **arguments: Any) -> Any:
        """Do a command and return what it returns.

        Raises:
            AppError: it could not be done.
        """
        command = self.registry[command_id]
        given = self._arguments(command, arguments)
        if command.handler is None:
            self._context.desk.perform(command.id, given)
            return None
        return await command.handler(self._context, **given)

    def _arguments(self, command: Command, given: dict[str, Any]) -> dict[str, Any]:
        arguments = {**command.arguments, **given}
        if command.takes_papers and "ids" not in arguments:
            arguments["ids"] = self._context.desk.targets()
        return arguments


async def _awaited(work: Any) -> Any:
    return await work
