using HydraBot.Discord.Gateway;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>Handlers by name or by the longest prefix of a custom id.</summary>
internal sealed class InteractionRoutes(string kind, bool byPrefix)
{
    private readonly Dictionary<string, InteractionHandler> _handlers = new(StringComparer.Ordinal);

    public IDisposable Add(string name, InteractionHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_handlers)
        {
            if (!_handlers.TryAdd(name, handler))
                throw new InvalidOperationException($"The {kind} '{name}' has a handler already.");
        }
        return new Registration(() => Remove(name));
    }

    public InteractionHandler? Find(string? name)
    {
        if (name is null)
            return null;
        lock (_handlers)
        {
            if (_handlers.TryGetValue(name, out var exact) || !byPrefix)
                return exact;
            var prefix = _handlers.Keys.Where(key => name.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
            return prefix is null ? null : _handlers[prefix];
        }
    }

    private void Remove(string name)
    {
        lock (_handlers)
            _handlers.Remove(name);
    }
}
