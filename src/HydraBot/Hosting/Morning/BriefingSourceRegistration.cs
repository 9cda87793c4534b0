namespace HydraBot.Hosting.Morning;

/// <summary>How a part of the house joins the briefing.</summary>
internal static class BriefingSourceRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds a part to the briefing.</summary>
        public IHostApplicationBuilder AddBriefingSource<TSource>()
            where TSource : class, IBriefingSource
        {
            builder.Services.AddSingleton<IBriefingSource, TSource>();
            return builder;
        }
    }
}
