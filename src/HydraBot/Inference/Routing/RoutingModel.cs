using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Inference.Routing;

/// <summary>A logistic model of how likely it is that the weak model fails where the strong one would not, and what each threshold of it keeps.</summary>
/// <param name="Weights">For each of the traits, the constant last.</param>
/// <param name="Curve">Thresholds of that chance, and the share of the strong model's quality that is kept when all above them go to it, as measured on groups of questions that were left out.</param>
internal sealed record RoutingModel(float[] Weights, CurvePoint[] Curve)
{
    private const string Resource = "HydraBot.routing-model.json";

    /// <summary>The one that comes with the program; null where it was built without it.</summary>
    public static RoutingModel? Built() => typeof(RoutingModel).Assembly.GetManifestResourceStream(Resource) is { } stream
        ? JsonSerializer.Deserialize(stream, RoutingJson.Default.RoutingModel)
        : null;

    /// <summary>The chance that the strong model is needed.</summary>
    public double NeedsStrong(ReadOnlySpan<float> traits, double offset = 0)
    {
        double sum = Weights[^1] + offset;
        for (var at = 0; at < traits.Length; at++)
            sum += Weights[at] * traits[at];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>The highest threshold that keeps (1, which nothing reaches, for no quality at all) this share of the strong model's quality; 0 where none but the strong model for everything does.</summary>
    public double ThresholdFor(double quality)
    {
        if (quality is <= 0 or >= 1)
            return quality <= 0 ? 1 : 0;
        var keeping = Curve.Where(point => point.Quality >= quality).ToArray();
        return keeping.Length == 0 ? 0 : keeping.Max(point => point.Threshold);
    }
}

/// <summary>What a threshold keeps.</summary>
internal sealed record CurvePoint(double Threshold, double Quality, double StrongShare);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RoutingModel))]
internal sealed partial class RoutingJson : JsonSerializerContext;
