namespace HydraBot.Doors.Http.Operations;

/// <summary><c>POST /operations/{name}</c>: runs any operation by its name, with its arguments as the body.</summary>
internal static class RunOperationEndpoint
{
    public static void MapRunOperation(this IEndpointRouteBuilder routes) => routes.MapPost("/operations/{name}", RunAsync)
        .WithTags("Operations")
        .WithSummary("Runs an operation; with 'Accept: text/event-stream' its progress is streamed.")
        .AnswersLikeAnOperation();

    private static async Task<IResult> RunAsync(string name, HttpContext context, HttpRoad road) =>
        await road.RunAsync(context, name, await RequestBody.ReadObjectAsync(context));
}
