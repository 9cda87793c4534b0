using HydraBot.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HydraBot.Doors.Http.OpenApi;

/// <summary>Says whose document it is, and that a bearer key is needed everywhere but for the health page.</summary>
internal sealed class HouseInfo : IOpenApiDocumentTransformer
{
    private const string Scheme = "key";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "HydraBot", Version = HouseVersion.Current, Description = "The command center of a homelab." };
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of Api:Keys." });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        document.Paths["/health"].Operations![HttpMethod.Get].Security = [];
        return Task.CompletedTask;
    }
}
