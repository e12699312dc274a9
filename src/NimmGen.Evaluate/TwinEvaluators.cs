namespace NimmGen.Evaluate;

/// <summary>The evaluator of a task: forecasts, patients or samples.</summary>
public static class TwinEvaluators
{
    public static ITwinEvaluator Of(ForecastTask task, EvaluationSettings settings) =>
        task.Cohort is not null ? new CohortEvaluator(task, settings)
        : !task.Folds.IsEmpty ? new StaticEvaluator(task, StaticSettings.Of(settings))
        : new ForecastEvaluator(task, settings);
}
