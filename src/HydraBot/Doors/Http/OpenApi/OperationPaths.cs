using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace HydraBot.Doors.Http.OpenApi;

/// <summary>Adds a path for each operation, with the schemas of its arguments and of its result.</summary>
internal sealed class OperationPaths(OperationCatalog catalog) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var general = document.Paths["/operations/{name}"].Operations![HttpMethod.Post];
        foreach (var operation in catalog.All)
        {
            document.Paths.Add($"/operations/{operation.Name}", new OpenApiPathItem
            {
                Operations = new() { [HttpMethod.Post] = Describe(operation, general, document) },
            });
        }

        return Task.CompletedTask;
    }

    private static OpenApiOperation Describe(Operation operation, OpenApiOperation general, OpenApiDocument document)
    {
        var responses = new OpenApiResponses();
        foreach (var (status, response) in general.Responses!)
            responses[status] = response;
        responses["200"] = new OpenApiResponse { Description = "Done.", Content = Json(operation.ResultSchema, document) };
        return new OpenApiOperation
        {
            OperationId = operation.Name,
            Summary = operation.Description,
            Description = $"Needs {operation.Access}; effect {operation.Effect}; time limit {operation.TimeLimit.TotalSeconds:0} s.",
            Tags = new HashSet<OpenApiTagReference> { new(operation.Name.Split('.')[0], document) },
            RequestBody = new OpenApiRequestBody { Content = Json(operation.Schema, document), Required = operation.Schema.TryGetProperty("required", out _) },
            Responses = responses,
        };
    }

    private static Dictionary<string, OpenApiMediaType> Json(JsonElement schema, OpenApiDocument document) => new()
    {
        ["application/json"] = new OpenApiMediaType { Schema = Read(schema, document) },
    };

    private static OpenApiSchema? Read(JsonElement schema, OpenApiDocument document) =>
        new OpenApiJsonReader().ReadFragment<OpenApiSchema>(JsonNode.Parse(schema.GetRawText())!, OpenApiSpecVersion.OpenApi3_1, document, out _);
}
