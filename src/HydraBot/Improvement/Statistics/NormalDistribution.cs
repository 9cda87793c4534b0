namespace HydraBot.Improvement.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private static readonly double[] A = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239];
    private static readonly double[] B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
    private static readonly double[] C = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
    private static readonly double[] D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];

    /// <summary>The value below which this share lies, to nine digits (Acklam 2003).</summary>
    public static double Quantile(double share) => share switch
    {
        not (> 0 and < 1) => throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1."),
        < 0.02425 => Tail(Math.Sqrt(-2 * Math.Log(share))),
        > 1 - 0.02425 => -Tail(Math.Sqrt(-2 * Math.Log(1 - share))),
        _ => Middle(share - 0.5),
    };

    private static double Tail(double q) => Horner(C, q) / Horner(D, q);

    private static double Middle(double q) => Horner(A, q * q) * q / Horner(B, q * q);

    private static double Horner(double[] coefficients, double at) => coefficients.Aggregate((sum, next) => (sum * at) + next);
}
