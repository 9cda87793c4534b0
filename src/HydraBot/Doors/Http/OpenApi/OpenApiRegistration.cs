namespace HydraBot.Doors.Http.OpenApi;

/// <summary><c>GET /openapi.json</c>: all of it, one path an operation included.</summary>
internal static class OpenApiRegistration
{
    public static void AddHttpDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer<HouseInfo>();
        options.AddDocumentTransformer<OperationPaths>();
    });

    public static void MapHttpDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi.json");
}
