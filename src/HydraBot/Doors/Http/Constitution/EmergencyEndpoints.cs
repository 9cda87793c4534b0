using HydraBot.Doors.Http.Operations;

namespace HydraBot.Doors.Http.Constitution;

/// <summary><c>POST /constitution/emergency/stop</c> and <c>/resume</c>: the operations of these names, down the same road as every other.</summary>
internal static class EmergencyEndpoints
{
    public static void MapEmergency(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/constitution/emergency/stop", StopAsync)
            .WithTags("Constitution")
            .WithSummary("Stops everything but reading, at once and over restarts. Body: {reason}.")
            .AnswersLikeAnOperation();
        routes.MapPost("/constitution/emergency/resume", ResumeAsync)
            .WithTags("Constitution")
            .WithSummary("Asks for the stop to be lifted, which an Owner's own hand on Discord alone can do: answers 202.")
            .AnswersLikeAnOperation();
    }

    private static async Task<IResult> StopAsync(HttpContext context, HttpRoad road) =>
        await road.RunAsync(context, "emergency.stop", await RequestBody.ReadObjectAsync(context));

    private static async Task<IResult> ResumeAsync(HttpContext context, HttpRoad road) =>
        await road.RunAsync(context, "emergency.resume", await RequestBody.ReadObjectAsync(context));
}
