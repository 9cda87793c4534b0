using HydraBot.Governance.Constitution;
using System.Globalization;
using System.Net.Http.Headers;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Operations;
using Microsoft.Net.Http.Headers;
using AuthenticationHeaderValue = System.Net.Http.Headers.AuthenticationHeaderValue;

namespace HydraBot.Doors.Http.Keys;

/// <summary>Lets nobody past without a key, whatever lies behind, but for what is marked <see cref="OpenToAll"/>.</summary>
internal sealed class KeyGuard(RequestDelegate next, KeyRing keys, FailedKeys failures)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        if (Presented(context.Request) is not { } token)
            await RefuseAsync(context, ProblemKind.KeyMissing.Of("Send 'Authorization: Bearer KEY' with a key of Api:Keys, or in local mode with the one in the file api-key of Storage:Path."));
        else if (Find(context, token) is not { } caller)
            await RefuseSlowlyAsync(context);
        else if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>() is { } required && caller.Access < required.Level)
            await RefuseAsync(context, ProblemKind.Access.Of($"{context.Request.Path} needs {required.Level}; the key '{caller.Name}' has {caller.Access}."));
        else if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>() is { } wanted && caller.Operations is { } allowed
            && !(wanted.Operation is { } name && allowed.Any(pattern => new NamePattern(pattern).Matches(name))))
            await RefuseAsync(context, ProblemKind.Access.Of($"{context.Request.Path} belongs to {wanted.Operation ?? "no operation"}; the key '{caller.Name}' is for {string.Join(", ", allowed)}."));
        else
        {
            context.Features.Set(caller);
            await next(context);
        }
    }

    private Caller? Find(HttpContext context, string token) => context.GetEndpoint()?.Metadata.GetMetadata<OwnKeys>() is { } own
        ? own.Find(context.RequestServices, token)
        : keys.Find(token);

    private static string? Presented(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && AuthenticationHeaderValue.TryParse(header, out var value)
        && string.Equals(value.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? value.Parameter
            : null;

    private async Task RefuseSlowlyAsync(HttpContext context)
    {
        if (await failures.SlowDownAsync(context.Connection.RemoteIpAddress, context.CorrelationId, context.RequestAborted) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(context, ProblemKind.TooManyTries.Of($"Too many wrong keys from this address; the next try is looked at in {Math.Ceiling(wait.TotalSeconds):0} s."));
            return;
        }

        await RefuseAsync(context, ProblemKind.KeyUnknown.Of("This key is not one of Api:Keys, nor in local mode the one in the file api-key of Storage:Path."));
    }

    private static Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"HydraBot\"";
        return new ProblemAnswer(problem).ExecuteAsync(context);
    }
}
