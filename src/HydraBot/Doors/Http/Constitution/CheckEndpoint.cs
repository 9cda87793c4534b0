using System.Text.Json;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Constitution;

/// <summary><c>POST /constitution/check</c>: what the law would say if an agent asked. Nothing runs; the question is audited.</summary>
internal static class CheckEndpoint
{
    public static void MapCheck(this IEndpointRouteBuilder routes) => routes.MapPost("/constitution/check", CheckAsync)
        .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "constitution.check"))
        .WithTags("Constitution")
        .WithSummary("Judges an act as if an agent asked, and runs nothing. Body: {operation, arguments}.")
        .Produces<CheckAnswer>()
        .Refuses(ProblemKind.MalformedBody, ProblemKind.BodyTooLarge, ProblemKind.WrongMediaType, ProblemKind.WrongArguments);

    private static async Task<IResult> CheckAsync(HttpContext context, HypotheticalActs acts, IAuditLog audit, AuditScribe scribe, CancellationToken cancellationToken)
    {
        var (operation, arguments) = Read(await RequestBody.ReadObjectAsync(context));
        var answer = acts.Judge(operation, arguments);
        var agent = context.Caller with { Kind = CallerKind.Model };
        await audit.AppendAsync(
            scribe.At(Door.Http, AuditKind.Judged, agent, context.CorrelationId, JsonNamingPolicy.CamelCase.ConvertName(answer.Decision.ToString()), answer.Reasons) with
            {
                Operation = scribe.Mask(operation),
                Arguments = scribe.Mask(arguments),
                Articles = answer.Constraints,
            }, cancellationToken);
        return TypedResults.Ok(answer);
    }

    private static (string Operation, JsonElement Arguments) Read(JsonElement body)
    {
        foreach (var member in body.EnumerateObject().Where(member => member.Name is not ("operation" or "arguments")))
            throw Wrong($"There is no member '{member.Name}'; allowed are operation and arguments.");
        if (!body.TryGetProperty("operation", out var operation) || operation.ValueKind != JsonValueKind.String || operation.GetString() is not { Length: > 0 and <= 200 } name)
            throw Wrong("The member 'operation' is the name of an operation, from 1 to 200 characters, such as container.restart or shell.run.");
        if (!body.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null)
            return (name, JsonElement.Parse("{}"));
        return arguments.ValueKind == JsonValueKind.Object
            ? (name, arguments)
            : throw Wrong("The member 'arguments' is an object of arguments by name.");
    }

    private static ProblemException Wrong(string detail) => new(ProblemKind.WrongArguments.Of(detail));
}
