using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http;

/// <summary>What the door established about a request.</summary>
internal static class HttpContextExtensions
{
    extension(HttpContext context)
    {
        /// <summary>The correlation id, which the answer carries too.</summary>
        public string CorrelationId
        {
            get => context.TraceIdentifier;
            set => context.TraceIdentifier = value;
        }

        /// <summary>Whose key it is.</summary>
        /// <exception cref="InvalidOperationException">The endpoint is open to all, so nobody was asked for a key.</exception>
        public Caller Caller =>
            context.Features.Get<Caller>() ?? throw new InvalidOperationException($"{context.Request.Path} asks for no key, so it has no caller.");
    }
}
