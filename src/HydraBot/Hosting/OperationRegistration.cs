using HydraBot.Governance.Access;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.AI;

namespace HydraBot.Hosting;

/// <summary>How a room hands its operations to the catalog, and with them to every door.</summary>
internal static class OperationRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Registers a class whose marked methods are operations, with the JSON metadata of their parameters and records.</summary>
        public IHostApplicationBuilder AddOperations<TOperations>(IJsonTypeInfoResolver json)
            where TOperations : class
        {
            builder.Services.AddSingleton<TOperations>();
            builder.Services.AddSingleton(new OperationClass(typeof(TOperations), json));
            return builder;
        }

        /// <summary>Registers what completes a parameter while it is typed.</summary>
        public IHostApplicationBuilder AddSuggestions<TSource>()
            where TSource : class, ISuggestionSource
        {
            builder.Services.AddSingleton<TSource>();
            return builder;
        }

        /// <summary>Gathers every registered operation; comes after the rooms.</summary>
        public IHostApplicationBuilder AddOperationCatalog()
        {
            builder.Services.AddSingleton(services => new OperationJson(services.GetServices<OperationClass>()));
            builder.Services.AddSingleton(services => new OperationCatalog(
                services.GetServices<OperationClass>().Select(operations => operations.Type),
                services.GetRequiredService,
                services.GetRequiredService<OperationJson>().Options,
                services.GetService<AccessOverrides>(),
                services.GetServices<IVisitingOperations>()));
            return builder;
        }
    }
}

/// <summary>A registered class of operations.</summary>
internal sealed record OperationClass(Type Type, IJsonTypeInfoResolver Json);

/// <summary>How arguments are read and records are written, the same on every door.</summary>
internal sealed class OperationJson(IEnumerable<OperationClass> classes)
{
    public JsonSerializerOptions Options { get; } = Create(classes);

    private static JsonSerializerOptions Create(IEnumerable<OperationClass> classes)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.Strict,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. classes.Select(c => c.Json).Distinct(), AIJsonUtilities.DefaultOptions.TypeInfoResolver]),
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }
}
