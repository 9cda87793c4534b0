using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>What was logged, each line with what its scopes said.</summary>
internal sealed class Lines : ILoggerFactory
{
    private readonly LoggerExternalScopeProvider _scopes = new();

    public ConcurrentQueue<(string Text, Exception? Exception, IReadOnlyDictionary<string, object> Scope)> All { get; } = new();

    public ILogger<T> Of<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Line(Lines lines) : ILogger
    {
        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => lines._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var said = new Dictionary<string, object>();
            lines._scopes.ForEachScope((scope, known) =>
            {
                foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    known[name] = value;
            }, said);
            lines.All.Enqueue((formatter(state, exception), exception, said));
        }
    }
}
