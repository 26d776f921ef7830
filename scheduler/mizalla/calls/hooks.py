"""Whether the functions of a plugin are hooks of ours."""

import inspect
from collections.abc import Callable

import pluggy

from mizalla.calls.closest import did_you_mean
from mizalla.hookspecs import PROJECT
from mizalla_models.errors import PluginError


def check_hooks(manager: pluggy.PluginManager, name: str, plugin: object) -> None:
    """Refuse a plugin whose hooks would never be called, or could undo those of others.

    pluggy finds most of this itself; looking first lets the message name the closest hook.

    Parameters
    ----------
    manager
        Manager that knows the hooks.
    name
        Name of the plugin.
    plugin
        Module or object that holds its functions.

    Raises
    ------
    PluginError
        If it has no hook at all, a hook that does not exist, an argument that the hook does not
        give, a wrapper, or a function named like a hook and not marked as one.
    """
    specs = {
        hook: caller.spec.argnames
        for hook, caller in vars(manager.hook).items()
        if isinstance(caller, pluggy.HookCaller) and caller.spec is not None
    }
    marked = 0
    for attribute in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is None:
            if attribute.startswith(f"{PROJECT}_") and callable(getattr(plugin, attribute)):
                raise PluginError(
                    name,
                    f"its function {attribute} is not marked as a hook, so nobody would call it.",
                    mend="Put @hookimpl of mizalla.hookspecs above it, or rename it.",
                )
            continue
        marked += 1
        hook = options.get("specname") or attribute
        if hook not in specs:
            if options.get("optionalhook"):
                continue
            raise PluginError(name, f"there is no hook {hook}.", mend=did_you_mean(hook, specs))
        if options.get("wrapper") or options.get("hookwrapper"):
            raise PluginError(
                name,
                f"its {hook} wraps those of other plugins.",
                mend="A plugin only adds what it has to say: take wrapper=True away.",
            )
        for argument in _asked(getattr(plugin, attribute)):
            if argument not in specs[hook]:
                raise PluginError(
                    name,
                    f"its {hook} asks for {argument!r}, which the hook does not give.",
                    mend=f"{did_you_mean(argument, specs[hook])} "
                    f"It gives {', '.join(specs[hook])}.",
                )
    if not marked:
        raise PluginError(
            name,
            "it has no hook.",
            mend=f"Mark one with @hookimpl of mizalla.hookspecs: {', '.join(sorted(specs))}.",
        )


def _asked(function: Callable[..., object]) -> list[str]:
    # pluggy hands over by name, and leaves arguments with a default alone.
    return [
        name
        for name, argument in inspect.signature(function).parameters.items()
        if argument.default is inspect.Parameter.empty
    ]
